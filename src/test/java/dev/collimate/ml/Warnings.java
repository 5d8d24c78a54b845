package dev.collimate.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class logs as a warning, or worse, until this is closed; on demand notes too. */
public final class Warnings implements AutoCloseable {
    private final List<String> messages = new ArrayList<>();
    private final Logger logger;
    private final Level levelBefore;
    private final AbstractAppender appender = new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            messages.add(event.getMessage().getFormattedMessage());
        }
    };

    private Warnings(String source) {
        this.logger = (Logger) LogManager.getLogger(source);
        this.levelBefore = logger.getLevel();
    }

    public static Warnings of(Class<?> source) {
        return of(source.getName());
    }

    /** @param source name of a class that only its package sees */
    public static Warnings of(String source) {
        return from(source, Level.WARN);
    }

    /** As {@link #of(String)}, with what users read as information. */
    public static Warnings andNotesOf(String source) {
        return from(source, Level.INFO);
    }

    private static Warnings from(String source, Level level) {
        Warnings warnings = new Warnings(source);
        warnings.appender.start();
        // In this order: adding an appender sets the level anew.
        warnings.logger.addAppender(warnings.appender);
        warnings.logger.setLevel(level);
        return warnings;
    }

    /** The messages so far. */
    public List<String> messages() {
        return messages;
    }

    @Override
    public void close() {
        logger.removeAppender(appender);
        logger.setLevel(levelBefore);
    }
}
