// What htmx does not do by itself: ask before what cannot be taken back, be still while nobody looks, say when nobody answers.
document.addEventListener('submit', event => {
  const asked = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (asked && !window.confirm(asked)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
// Where somebody types or reads on, and where a row with buttons is pointed at or stepped into, nothing moves.
const busy = live => live.querySelector('details[open], input:focus, select:focus, textarea:focus, tr:hover form, tr:focus-within form');
document.addEventListener('htmx:beforeRequest', event => {
  if (event.detail.elt.id === 'live' && (document.hidden || busy(event.detail.elt))) {
    event.preventDefault();
  }
});
document.addEventListener('htmx:beforeSwap', event => {
  if (event.detail.target.id === 'live' && busy(event.detail.target)) {
    event.detail.shouldSwap = false;
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
