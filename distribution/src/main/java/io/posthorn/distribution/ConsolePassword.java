package io.posthorn.distribution;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/** The password of the web console: given, kept from an earlier start, or made. Only its hash is on disk. */
final class ConsolePassword {

    /** The console's user. */
    static final String USER = "posthorn";

    private static final String HASH = "password.hash";
    /** Without those that look alike. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 24;

    private final Path file;

    /** @param file where the hash is kept */
    ConsolePassword(Path file) {
        this.file = file;
    }

    /**
     * What a start goes on with.
     *
     * @param hash in the form that the Felix web console takes
     * @param line what to tell the user
     */
    record Login(String hash, String line) {}

    /** Takes the given one, otherwise that of an earlier start, otherwise makes one. */
    Login login(Optional<String> given) {
        if (given.isPresent()) {
            return new Login(store(checked(given.get())), "user " + USER + ", with the password that you gave");
        }
        Optional<String> kept = read();
        if (kept.isPresent()) {
            String line =
                    "user " + USER + ", with the password of an earlier start (delete " + file + " for a new one)";
            return new Login(kept.get(), line);
        }
        String made = generate();
        return new Login(store(made), "user " + USER + ", password " + made + " (shown only now)");
    }

    private static String checked(String password) {
        if (password.isBlank() || password.equals("admin")) {
            throw new LaunchException("The console password is empty or 'admin'. Give a better one with"
                    + " --console-password or POSTHORN_CONSOLE_PASSWORD, or give none: one is made then.");
        }
        return password;
    }

    private static String generate() {
        return new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    private String store(String password) {
        String hash = hash(password);
        OwnerOnly.write(
                file,
                "# The web console's password, hashed. Delete this file for a new password.\n" + HASH + "=" + hash
                        + "\n");
        return hash;
    }

    private Optional<String> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LaunchException("The file " + file + " cannot be read: " + e.getMessage(), e);
        }
        return Optional.ofNullable(properties.getProperty(HASH)).filter(hash -> hash.startsWith("{"));
    }

    private static String hash(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return "{sha-256}" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
