package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second start away from the storage of the first, which it would empty. Gone with the process. */
final class StartLock {

    /** Held, because a channel that nobody holds is closed by the garbage collector, and its lock with it. */
    private static @Nullable FileLock held;

    private StartLock() {}

    /** Takes the lock until this process ends. */
    static synchronized void take(Home home) {
        Path file = home.data().resolve("start.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            held = channel.tryLock();
            if (held == null) {
                throw running(home);
            }
        } catch (OverlappingFileLockException e) {
            throw running(home);
        } catch (IOException e) {
            throw new LaunchException("The file " + file + " cannot be locked: " + e.getMessage(), e);
        }
    }

    private static LaunchException running(Home home) {
        return new LaunchException("Another Posthorn has been started from " + home.folder()
                + " and still runs. Stop it first, or unpack a second one elsewhere.");
    }
}
