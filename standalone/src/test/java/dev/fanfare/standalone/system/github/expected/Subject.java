package dev.fanfare.standalone.system.github.expected;

import tools.jackson.databind.JsonNode;

/// The title that a person must read, put together by hand for each type.
final class Subject {

    private Subject() {}

    static String of(JsonNode event, Person person) {
        Voice voice = new Voice(event.path("data"), person.reads());
        return "[" + Facts.repository(event) + "] " + of(voice, Facts.type(event), person.id());
    }

    private static String of(Voice voice, String type, String person) {
        String[] kind = type.split("\\.");
        return switch (kind[0]) {
            case "issues" -> IssueWords.of(voice, kind[1]);
            case "issue_comment" -> IssueWords.ofComment(voice, kind[1]);
            case "pull_request" -> PullRequestWords.of(voice, kind[1]);
            case "release" -> ofRelease(voice, kind[1]);
            case "push" -> ofPush(voice);
            case "star" -> ofStar(voice, kind[1]);
            case "member" -> ofMember(voice, kind[1], person);
            case "deployment_status" -> ofDeployment(voice);
            default -> throw new IllegalArgumentException("no words for " + type);
        };
    }

    private static String ofRelease(Voice voice, String action) {
        String end =
                switch (action) {
                    case "created" -> voice.say("was made", "wurde angelegt");
                    case "deleted" -> voice.say("was deleted", "wurde gelöscht");
                    case "edited" -> voice.say("was changed", "wurde geändert");
                    case "prereleased" -> voice.say("can be tried early", "kann vorab versucht werden");
                    case "published" -> voice.say("is out", "ist da");
                    case "released" -> voice.say("is final", "ist endgültig");
                    default -> throw new IllegalArgumentException("no words for release." + action);
                };
        return voice.say("Release ", "Version ") + voice.at("/release/tag_name") + " " + end;
    }

    private static String ofPush(Voice voice) {
        String did = voice.is("/deleted")
                ? voice.say(" deleted ", " hat gelöscht: ")
                : voice.say(" pushed to ", " hat geschoben: ");
        return voice.at("/pusher/name") + did + voice.at("/ref");
    }

    private static String ofStar(Voice voice, String action) {
        String repository = voice.at("/repository/full_name");
        String did = action.equals("created")
                ? voice.say(" starred ", " mag ") + repository
                : voice.say(" no longer stars ", " mag ") + repository + voice.say("", " nicht mehr");
        return voice.at("/sender/login") + did;
    }

    private static String ofMember(Voice voice, String action, String person) {
        String member = voice.at("/member/login");
        return action.equals("added")
                ? member + voice.say(" joined", " ist dabei")
                : person
                        + voice.say(", the rights of ", ", die Rechte von ")
                        + member
                        + voice.say(" changed", " haben sich geändert");
    }

    private static String ofDeployment(Voice voice) {
        return voice.say("Deployment of ", "Auslieferung von ") + voice.at("/deployment/ref")
                + voice.say(" to ", " nach ") + voice.at("/deployment/environment")
                + ": " + voice.at("/deployment_status/state");
    }
}
