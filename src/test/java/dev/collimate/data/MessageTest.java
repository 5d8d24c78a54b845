package dev.collimate.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void namesAreToldAsTheReaderHasThemAndValuesAsTheyAre() {
        Message inner = Message.of("%s; {cause} says more", "{format} 100%");
        Message message = Message.of("cannot read %s: %s; {spark.jars=%s} adds it", "{a,b}", inner, "x.jar");
        assertThat(message).hasToString("cannot read {a,b}: {format} 100%; cause says more; spark.jars=x.jar adds it");
        assertThat(message.under(name -> name.toUpperCase(Locale.ROOT).replace("%S", "%s")))
                .isEqualTo("cannot read {a,b}: {format} 100%; CAUSE says more; SPARK.JARS=x.jar adds it");
    }

    @Test
    void aPlainTextNamesNothing() {
        assertThat(Message.plain("{format} 100%").under(name -> "?")).isEqualTo("{format} 100%");
    }
}
