package dev.fanfare.standalone.system.github.expected;

/// Titles of what happens to pull requests.
final class PullRequestWords {

    private PullRequestWords() {}

    static String of(Voice voice, String action) {
        String change = voice.numbered("pull_request");
        String words =
                switch (action) {
                    case "assigned" -> change + voice.say(" is given to ", " geht an ") + voice.at("/assignee/login");
                    case "unassigned" ->
                        change
                                + voice.say(" is no longer with ", " liegt nicht mehr bei ")
                                + voice.at("/assignee/login");
                    case "labeled" ->
                        change + voice.say(" is now labelled ", " trägt jetzt ") + voice.at("/label/name");
                    case "unlabeled" ->
                        change + voice.say(" is no longer labelled ", " trägt nicht mehr ") + voice.at("/label/name");
                    case "review_requested" ->
                        change + voice.say(" waits for ", " wartet auf ") + voice.at("/requested_reviewer/login");
                    case "review_request_removed" ->
                        change
                                + voice.say(" no longer waits for ", " wartet nicht mehr auf ")
                                + voice.at("/requested_reviewer/login");
                    case "synchronize" ->
                        change + voice.say(" now stands at ", " steht jetzt bei ") + voice.at("/after");
                    case "closed" ->
                        (voice.is("/pull_request/merged")
                                        ? voice.say("merged: ", "übernommen: ")
                                        : voice.say("closed: ", "geschlossen: "))
                                + change;
                    case "converted_to_draft" -> voice.say("is a draft again: ", "ist wieder ein Entwurf: ") + change;
                    case "ready_for_review" -> voice.say("waits for a review: ", "wartet auf Durchsicht: ") + change;
                    case "locked" -> voice.say("locked: ", "gesperrt: ") + change;
                    case "unlocked" -> voice.say("unlocked: ", "entsperrt: ") + change;
                    case "opened" -> voice.say("opened: ", "eröffnet: ") + change;
                    case "reopened" -> voice.say("opened again: ", "wieder eröffnet: ") + change;
                    default -> throw new IllegalArgumentException("no words for pull_request." + action);
                };
        return voice.say("Pull request ", "Änderungsvorschlag ") + words;
    }
}
