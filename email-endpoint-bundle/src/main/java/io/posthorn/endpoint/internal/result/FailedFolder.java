package io.posthorn.endpoint.internal.result;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.endpoint.internal.mapping.SafeName;
import io.posthorn.endpoint.internal.mapping.UniqueNames;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps answers that could not be sent, as files: a folder for each, which appears when all of it is there. */
public final class FailedFolder {

    private static final int NAME = 200; // octets; file systems take 255
    private static final int ATTEMPTS = 1_000;

    private final Path folder;

    /**
     * A folder.
     *
     * @param folder is made when the first mail is kept
     */
    public FailedFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Keeps a mail: its recipients, subject and text in {@code mail.txt}, and its attachments beside it. Nothing is ever
     * overwritten: a folder of the same name gets {@code -2}.
     *
     * @param id names the folder, with hyphens for slashes
     * @param mail the mail
     * @throws IOException if it cannot be written, or an attachment cannot be read; nothing of it is kept then
     */
    public void keep(String id, Email mail) throws IOException {
        Files.createDirectories(folder);
        Path unfinished =
                Files.createTempDirectory(folder, ".unfinished-"); // for its owner alone, where that can be said
        try {
            write(unfinished, mail);
            publish(unfinished, id.replaceAll("[^A-Za-z0-9_.-]", "-"));
        } finally {
            delete(unfinished);
        }
    }

    private static void write(Path target, Email mail) throws IOException {
        UniqueNames names = new UniqueNames();
        Files.writeString(target.resolve(names.take("mail.txt")), text(mail), StandardCharsets.UTF_8);
        for (Document document : mail.attachments()) {
            Path file = target.resolve(names.take(SafeName.of(document.name(), NAME)));
            try (InputStream in = document.open()) {
                Files.copy(in, file);
            }
        }
    }

    private static String text(Email mail) {
        return "From: " + mail.from().map(Address::toString).orElse("") + "\nTo: " + listed(mail.to()) + "\nSubject: "
                + mail.subject() + "\n\n" + mail.text();
    }

    private static String listed(List<Address> addresses) {
        return addresses.stream().map(Address::toString).collect(Collectors.joining(", "));
    }

    private void publish(Path unfinished, String id) throws IOException {
        String name = SafeName.of(id, NAME);
        for (int number = 1; number <= ATTEMPTS; number++) {
            Path target = folder.resolve(number == 1 ? name : name + "-" + number);
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS) && move(unfinished, target)) {
                return;
            }
        }
        throw new IOException("There are " + ATTEMPTS + " folders of the name " + name + " in " + folder
                + ". Look at them, and delete them.");
    }

    /** Whether nobody else has taken the name meanwhile. */
    private static boolean move(Path unfinished, Path target) throws IOException {
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            throw e;
        }
    }

    private static void delete(Path unfinished) throws IOException {
        if (Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(unfinished)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
