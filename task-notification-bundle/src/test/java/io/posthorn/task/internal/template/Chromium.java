package io.posthorn.task.internal.template;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A headless Chromium that looks at one page and ends. */
final class Chromium {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final int SECONDS = 120;

    private final Path program;
    private final Path folder;

    /** Keeps its profile in an empty folder. */
    Chromium(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** Where its program is, if this machine has one. */
    static Optional<Path> program() {
        return Pattern.compile(System.getProperty("path.separator"))
                .splitAsStream(System.getenv("PATH"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What the page has become when its scripts have run. */
    String dom(String html) throws Exception {
        return run(html, "--dump-dom");
    }

    void picture(String html, int width, int height, Path png) throws Exception {
        run(html, "--screenshot=" + png, "--hide-scrollbars", "--window-size=" + width + "," + height);
    }

    private String run(String html, String... options) throws IOException, InterruptedException {
        Path page = Files.writeString(folder.resolve("page.html"), html);
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--user-data-dir=" + folder.resolve("profile"),
                "--no-sandbox", // which root may not have, and CI is root
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--no-proxy-server",
                "--disable-background-networking",
                "--disable-component-update",
                "--virtual-time-budget=10000"));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IOException("Chromium did not end within " + SECONDS + " s.");
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
