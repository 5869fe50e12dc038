package io.posthorn.email.internal.mail.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that name the providers of services, read once. Jakarta Mail asks for its providers several times while it writes a
 * mail, and {@link java.util.ServiceLoader} opens the files each time, past all caches of the platform.
 */
final class ServiceFiles {

    private static final String FOLDER = "META-INF/services/";

    private final Map<String, List<URL>> files = new ConcurrentHashMap<>();

    /** Finds all files of a name. */
    @FunctionalInterface
    interface Search {
        List<URL> find(String name) throws IOException;
    }

    static boolean isOne(String name) {
        return name.startsWith(FOLDER);
    }

    /** The files of that name, with their content in memory. */
    List<URL> get(String name, Search search) throws IOException {
        List<URL> known = files.get(name);
        if (known == null) {
            known = inMemory(search.find(name));
            files.put(name, known);
        }
        return known;
    }

    private static List<URL> inMemory(List<URL> found) throws IOException {
        List<URL> copies = new ArrayList<>();
        for (URL url : found) {
            try (InputStream in = url.openStream()) {
                copies.add(new URL(null, "posthorn:" + url.getPath(), new Handler(in.readAllBytes())));
            }
        }
        return List.copyOf(copies);
    }

    private static final class Handler extends URLStreamHandler {

        private final byte[] content;

        Handler(byte[] content) {
            this.content = content;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(content);
                }
            };
        }
    }
}
