package dev.fanfare.standalone.system.github.expected;

/// Titles of what happens to issues and their comments.
final class IssueWords {

    private IssueWords() {}

    static String of(Voice voice, String action) {
        String issue = voice.numbered("issue");
        String words =
                switch (action) {
                    case "assigned" -> issue + voice.say(" is given to ", " geht an ") + voice.at("/assignee/login");
                    case "unassigned" ->
                        issue
                                + voice.say(" is no longer with ", " liegt nicht mehr bei ")
                                + voice.at("/assignee/login");
                    case "labeled" -> issue + voice.say(" is now labelled ", " trägt jetzt ") + voice.at("/label/name");
                    case "unlabeled" ->
                        issue + voice.say(" is no longer labelled ", " trägt nicht mehr ") + voice.at("/label/name");
                    case "milestoned" ->
                        issue
                                + voice.say(" joined milestone ", " gehört zu Meilenstein ")
                                + voice.at("/milestone/title");
                    case "demilestoned" ->
                        issue
                                + voice.say(" left milestone ", " hat Meilenstein ")
                                + voice.at("/milestone/title")
                                + voice.say("", " verlassen");
                    case "transferred" ->
                        issue
                                + voice.say(" moved to ", " verschoben nach ")
                                + voice.at("/changes/new_repository/full_name");
                    case "deleted" -> voice.say("deleted: ", "gelöscht: ") + issue;
                    case "edited" -> voice.say("changed: ", "geändert: ") + issue;
                    case "locked" -> voice.say("locked: ", "gesperrt: ") + issue;
                    case "unlocked" -> voice.say("unlocked: ", "entsperrt: ") + issue;
                    case "opened" -> voice.say("opened: ", "eröffnet: ") + issue;
                    case "reopened" -> voice.say("opened again: ", "wieder eröffnet: ") + issue;
                    case "pinned" -> voice.say("pinned: ", "angeheftet: ") + issue;
                    case "unpinned" -> voice.say("no longer pinned: ", "nicht mehr angeheftet: ") + issue;
                    default -> throw new IllegalArgumentException("no words for issues." + action);
                };
        return voice.say("Issue ", "Ticket ") + words;
    }

    static String ofComment(Voice voice, String action) {
        String issue = voice.numbered("issue");
        return switch (action) {
            case "created" -> voice.say("New comment on issue ", "Neuer Kommentar zu Ticket ") + issue;
            case "deleted" -> voice.say("Comment deleted from issue ", "Kommentar gelöscht aus Ticket ") + issue;
            case "edited" -> voice.say("Comment changed on issue ", "Kommentar geändert zu Ticket ") + issue;
            default -> throw new IllegalArgumentException("no words for issue_comment." + action);
        };
    }
}
