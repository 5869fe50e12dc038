package io.posthorn.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * In a Dovecot of its own on loopback, a Maildir. It takes any token, since how one logs in is not what is measured here; whoever gets his
 * tokens by himself gets them from the sandbox. Needs Debian's package dovecot-imapd, and to be root, as Dovecot does.
 */
final class DovecotMailbox implements FullMailbox {

    private static final String PROGRAM = "/usr/sbin/dovecot";
    private static final String IMAP = "/usr/lib/dovecot/imap"; // of a package of its own
    private static final String PASSWORD = "changeit";
    private static final String OWNER = "nobody";
    private static final int SECONDS = 30;

    private final TemporaryFolder folder;
    private final MailServerProcess authority;
    private final String inbox;
    private final Map<String, String> details;
    private final Process dovecot;

    DovecotMailbox() {
        if (!obstacle().isEmpty()) {
            throw new IllegalStateException(obstacle());
        }
        folder = new TemporaryFolder();
        authority = MailServerProcess.watched(1);
        inbox = authority.newInbox();
        details = new HashMap<>(authority.details());
        try {
            Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
            Path certificate = makeCertificate();
            int port = freePort();
            details.put("imap.port", String.valueOf(port));
            details.put("ca.file", withSandboxs(certificate).toString());
            Path configuration = write("dovecot.conf", configuration(port));
            dovecot = new ProcessBuilder(PROGRAM, "-F", "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(file("output").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(dovecot::destroy)); // it lets anybody in
            awaitPort(port);
        } catch (IOException | GeneralSecurityException e) {
            authority.close();
            throw new IllegalStateException("Dovecot could not be started. " + log(), e);
        }
    }

    private void awaitPort(int port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (dovecot.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (ConnectException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        dovecot.destroy();
        throw new IOException("It does not listen.");
    }

    /** Why it cannot be started here; empty if it can. */
    static String obstacle() {
        if (!Files.isExecutable(Path.of(PROGRAM)) || !Files.isExecutable(Path.of(IMAP))) {
            return "Dovecot is missing. Install Debian's package: apt-get install dovecot-imapd";
        }
        return isRoot() ? "" : "Dovecot is started by root only.";
    }

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private Path file(String name) {
        return folder.path().resolve(name);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(file(name), text);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String configuration(int port) {
        return String.join(
                "\n",
                "base_dir = " + file("base"),
                "state_dir = " + file("state"),
                "log_path = " + file("log"),
                "protocols = imap",
                "listen = 127.0.0.1",
                "ssl = required",
                "ssl_cert = <" + file("certificate.pem"),
                "ssl_key = <" + file("key.pem"),
                "auth_mechanisms = xoauth2",
                "mail_location = maildir:" + file("mail") + "/%u",
                "first_valid_uid = 1",
                "passdb {",
                "  driver = static",
                "  args = nopassword=y",
                "}",
                "userdb {",
                "  driver = static",
                "  args = uid=" + OWNER + " gid=nogroup home=" + file("mail") + "/%u",
                "}",
                "service imap-login {",
                "  inet_listener imap {",
                "    port = 0",
                "  }",
                "  inet_listener imaps {",
                "    port = " + port,
                "    ssl = yes",
                "  }",
                "}",
                "");
    }

    /** The JDK makes it, and tells Dovecot's form of it. */
    private Path makeCertificate() throws IOException, GeneralSecurityException {
        Path store = file("certificate.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        await(new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "imap",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(file("keytool").toFile())
                .start());
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        byte[] key = keys.getKey("imap", PASSWORD.toCharArray()).getEncoded();
        write("key.pem", pem("PRIVATE KEY", key));
        return write(
                "certificate.pem",
                pem("CERTIFICATE", keys.getCertificate("imap").getEncoded()));
    }

    private static String pem(String kind, byte[] octets) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private Path withSandboxs(Path certificate) throws IOException {
        String sandboxs = Files.readString(Path.of(authority.detail("ca.file")));
        return write("trusted.pem", sandboxs + Files.readString(certificate));
    }

    private static void await(Process process) throws IOException {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public Map<String, String> server() {
        return Map.copyOf(details);
    }

    @Override
    public String inbox() {
        return inbox;
    }

    /** As a delivery agent does: a file for each. */
    @Override
    public void fill(int mails, int octets) {
        String address = inbox.substring(0, inbox.indexOf(' '));
        NumberedMail mail = new NumberedMail(authority.detail("inside"), address, octets);
        Path box = file("mail").resolve(address);
        try {
            UserPrincipal owner =
                    box.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(OWNER);
            for (String name : List.of("cur", "tmp", "new")) {
                Files.createDirectories(box.resolve(name));
            }
            for (int number = 1; number <= mails; number++) {
                Path file = box.resolve("new").resolve(String.format("%d.M%07d.benchmark", number, number));
                Files.write(file, mail.octets(number));
                Files.setOwner(file, owner);
            }
            for (Path path : List.of(file("mail"), box, box.resolve("cur"), box.resolve("tmp"), box.resolve("new"))) {
                Files.setOwner(path, owner);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String commandsPerMail(long mails) {
        return "not counted";
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(dovecot.descendants(), Stream.of(dovecot.toHandle()))
                .toList();
        dovecot.destroy();
        try {
            for (ProcessHandle process : all) {
                process.onExit().get(SECONDS, TimeUnit.SECONDS); // it may write into the folder until then
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        authority.close();
        folder.close();
    }

    /** What Dovecot has said, for a look at a mistake. */
    private String log() {
        try {
            String output = Files.exists(file("output")) ? Files.readString(file("output")) : "";
            return Files.exists(file("log")) ? output + Files.readString(file("log")) : output;
        } catch (IOException e) {
            return "";
        }
    }
}
