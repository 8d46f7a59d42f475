// What htmx does not do by itself: ask before what cannot be taken back, be still while nobody looks, say when nobody answers.
document.addEventListener('submit', event => {
  const asked = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (asked && !window.confirm(asked)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
document.addEventListener('htmx:beforeRequest', event => {
  const live = event.detail.elt.id === 'live';
  const busy = live && event.detail.elt.querySelector('details[open], input:focus, select:focus, textarea:focus');
  if (live && (document.hidden || busy)) {
    event.preventDefault();
  }
});
const offline = away => document.getElementById('offline').toggleAttribute('hidden', !away);
document.addEventListener('htmx:sendError', () => offline(true));
document.addEventListener('htmx:timeout', () => offline(true));
document.addEventListener('htmx:afterOnLoad', () => offline(false));
document.addEventListener('htmx:responseError', event => {
  if (event.detail.xhr.status === 401) {
    window.location.reload();
  } else {
    offline(event.detail.xhr.status >= 500);
  }
});
document.querySelector('nav [aria-current]')?.scrollIntoView({block: 'nearest', inline: 'center'});
