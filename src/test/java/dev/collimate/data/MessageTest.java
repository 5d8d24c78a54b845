package dev.collimate.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void namesAreToldAsTheReaderHasThemAndValuesAsTheyAre() {
        Message inner = Message.of("%s; {cause} says more", "{format} 100%");
        Message message = Message.of("cannot read %s: %s; {spark.jars=%s} adds it", "{a,b}", inner, "x.jar");
        assertThat(message)
                .hasToString("cannot read {a,b}: {format} 100%; its cause says more; spark.jars=x.jar adds it");
        assertThat(message.under(name -> name.toUpperCase(Locale.ROOT).replace("%S", "%s")))
                .isEqualTo("cannot read {a,b}: {format} 100%; CAUSE says more; SPARK.JARS=x.jar adds it");
    }

    @Test
    void whatHoldsRowsOutIsInTheApiTheParametersThatDo() {
        Message message = Message.of("set {heldOut}, as {validationFraction}");
        assertThat(message).hasToString("set validationFraction or validationIndicatorCol, as validationFraction");
        assertThat(message.under(name -> name.equals(Message.HELD_OUT) ? "--a or --b" : "--c"))
                .isEqualTo("set --a or --b, as --c");
    }

    @Test
    void aClauseOnWhatIsNotOfferedIsLeftOut() {
        Message message = Message.of("set it to false%s", Message.of(", or accept that with {allow}"));
        assertThat(message).hasToString("set it to false, or accept that with allow");
        assertThat(message.under(name -> null)).isEqualTo("set it to false");
    }

    @Test
    void insideASentenceNoMarkEndsIt() {
        Message inner = Message.of("no %s; %s", "1.", Message.plain("see {a}. ;\n"));
        assertThat(inner.withoutEnd()).hasToString("no 1.; see {a}");
        assertThat(Message.of("use {option}.").withoutEnd().under(name -> "--" + name))
                .isEqualTo("use --option");
    }

    /** A failure comes to the driver by Java's serialization. */
    @Test
    void aTaskSendsItWithItsNames() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(Message.of("%s: %,d, %s %s", new Object(), 1000, null, Message.of("{a}")));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            assertThat(((Message) in.readObject()).under(name -> "--" + name))
                    .startsWith("java.lang.Object@")
                    .endsWith(": 1,000, null --a");
        }
    }

    @Test
    void aPlainTextNamesNothing() {
        assertThat(Message.plain("{format} 100%").under(name -> "?")).isEqualTo("{format} 100%");
    }
}
