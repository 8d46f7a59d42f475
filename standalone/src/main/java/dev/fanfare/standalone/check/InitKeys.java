package dev.fanfare.standalone.check;

import dev.fanfare.standalone.up.RandomKey;
import dev.fanfare.standalone.work.WorkFailed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes the keys that docker-compose needs, for the eyes of the file's owner only.
final class InitKeys {

    private InitKeys() {}

    /// Answers what was written, without the secrets.
    ///
    /// @throws WorkFailed where the file is there already, or cannot be written
    static String write(Path file) {
        String key = RandomKey.make();
        try {
            // Made with its permissions, so that there is no moment at which others may read it.
            Files.createFile(file, attributes(file));
            Files.writeString(file, """
                    # Keys for docker-compose, made by ./fanfare check --init. They are secrets.
                    # Who may call the front door: NAME:ROLES:SECRET, several with commas.
                    FANFARE_API_KEYS=me:send+read+operate+admin:%1$s
                    # What the apps ask of one another.
                    FANFARE_API_INTERNALKEY=%2$s
                    # What ./fanfare send and the like bring: set -a; . ./.env
                    FANFARE_KEY=%1$s
                    """.formatted(key, RandomKey.make()), StandardOpenOption.TRUNCATE_EXISTING);
            return "wrote " + file + ", for you alone: FANFARE_API_KEYS (one key `me` with every role),"
                    + " FANFARE_API_INTERNALKEY, FANFARE_KEY";
        } catch (FileAlreadyExistsException there) {
            throw new WorkFailed(file + " is there already and was left as it is; take it away first for new keys");
        } catch (IOException failed) {
            throw new WorkFailed("cannot write " + file + ": " + failed.getMessage());
        }
    }

    private static FileAttribute<?>[] attributes(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
