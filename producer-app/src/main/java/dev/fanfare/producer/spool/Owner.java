package dev.fanfare.producer.spool;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Makes files and directories that only their owner may read, where the file system knows owners.
final class Owner {

    private Owner() {}

    static void create(Path file) throws IOException {
        Files.createFile(file, only("rw-------"));
    }

    /// One that is there already keeps the permissions that it has.
    static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, only("rwx------"));
    }

    private static FileAttribute<?>[] only(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
