package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every stage of Spark ML that this project has: its parameters, its copies and its files. */
abstract class StageLaws<S extends Params & MLWritable> {
    @TempDir
    Path folder;

    /** A stage of the given uid with all parameters as they come. */
    abstract S create(String uid);

    abstract MLReader<S> reader();

    /** A value that is not the default, and is allowed, for every parameter. */
    abstract Map<String, Object> otherValues();

    /** A value that is not allowed, for as many parameters as have such, and the message that refuses it. */
    abstract List<BadValue> badValues();

    record BadValue(String param, Object value, String message) {}

    @BeforeEach
    void startSession() {
        SparkTests.session();
    }

    @Test
    void everyParameterHasADocAGetterAndASetter() throws Exception {
        S stage = create("stage");
        for (Param<?> param : stage.params()) {
            assertThat(param.doc()).as(param.name()).isNotBlank().doesNotContain("\n");
            String suffix = param.name().substring(0, 1).toUpperCase(Locale.ROOT)
                    + param.name().substring(1);
            Method getter = stage.getClass().getMethod("get" + suffix);
            Method setter = stage.getClass().getMethod("set" + suffix, getter.getReturnType());
            Object value = otherValues().get(param.name());
            assertThat(setter.invoke(stage, value)).isSameAs(stage);
            assertThat(getter.invoke(stage)).isEqualTo(value);
            assertThat(stage.explainParam(param))
                    .startsWith(param.name() + ": " + param.doc())
                    .endsWith("current: " + set(stage).get(param.name()) + ")");
        }
        assertThat(stage.explainParams())
                .contains(Arrays.stream(stage.params()).map(Param::name).toList());
    }

    @Test
    void defaultsAreNotTheOtherValues() {
        S stage = create("stage");
        assertThat(otherValues().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(stage.params()).map(Param::name).toList());
        for (Param<?> param : stage.params()) {
            if (stage.isDefined(param)) {
                assertThat(stage.getOrDefault(param))
                        .as(param.name())
                        .isNotEqualTo(otherValues().get(param.name()));
            }
        }
    }

    @Test
    void valuesOutOfRangeAreRefusedInOneLine() {
        S stage = create("stage");
        for (BadValue bad : badValues()) {
            assertThatThrownBy(() -> stage.set(stage.getParam(bad.param()), bad.value()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(bad.message());
            assertThat(stage.isSet(stage.getParam(bad.param()))).isFalse();
        }
    }

    @Test
    void aCopyHasEveryValueAndLeavesItsOriginalAlone() {
        S stage = withOtherValues("stage");
        Param<Object> changed = stage.getParam("labelCol");
        Params copy = stage.copy(new ParamMap().put(changed, "elsewhere"));
        assertThat(copy).isNotSameAs(stage).isInstanceOf(stage.getClass());
        assertThat(copy.uid()).isEqualTo(stage.uid());
        Map<String, Object> expected = set(stage);
        expected.put("labelCol", "elsewhere");
        assertThat(set(copy)).isEqualTo(expected);
        assertThat(set(stage)).containsEntry("labelCol", otherValues().get("labelCol"));
        assertThat(set(stage.copy(new ParamMap()))).isEqualTo(set(stage));
    }

    @Test
    void everyParameterComesBackFromItsFiles() throws Exception {
        S stage = withOtherValues("saved-uid");
        String path = path("stage");
        stage.write().save(path);
        S loaded = reader().load(path);
        assertThat(loaded).isInstanceOf(stage.getClass());
        assertThat(loaded.uid()).isEqualTo("saved-uid");
        assertThat(set(loaded)).isEqualTo(set(stage)).hasSameSizeAs(otherValues());
    }

    @Test
    void whatWasNotSetIsNotSetAfterLoading() throws Exception {
        S stage = create("stage");
        stage.write().save(path("stage"));
        S loaded = reader().load(path("stage"));
        assertThat(set(loaded)).isEmpty();
        assertThat(loaded.explainParams()).isEqualTo(stage.explainParams());
    }

    @Test
    void savingTwiceIsRefusedUnlessOverwritten() throws Exception {
        S stage = create("first");
        S second = withOtherValues("second");
        stage.write().save(path("stage"));
        assertThatThrownBy(() -> second.write().save(path("stage")))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("already exists");
        assertThat(reader().load(path("stage")).uid()).isEqualTo("first");
        second.write().overwrite().save(path("stage"));
        assertThat(reader().load(path("stage")).uid()).isEqualTo("second");
        assertThat(folder.toFile().list()).containsExactly("stage");
    }

    @Test
    void filesThatAreNotAStagesAreRefusedInOneLine() throws Exception {
        S stage = withOtherValues("stage");
        String name = stage.getClass().getName();
        assertRefused("is not a model directory: it has no metadata/part-00000");
        stage.write().save(path("stage"));
        Path part = folder.resolve("stage/metadata/part-00000");
        String json = Files.readString(part);
        // Hadoop's checksum of the file, which would find the changes below before the reader does.
        Files.delete(folder.resolve("stage/metadata/.part-00000.crc"));

        Files.writeString(part, json.replace(name, "java.lang.Runtime"));
        assertRefused("holds a java.lang.Runtime, but a " + name + " is needed");
        Files.writeString(part, json.substring(0, json.length() / 2));
        assertRefused("part-00000 is not valid JSON; restore the model from a copy");
        Files.writeString(part, "");
        assertRefused("holds a stage of no class, but a " + name + " is needed");
        Files.writeString(part, json.replace("\"uid\"", "\"gid\""));
        assertRefused("has incomplete metadata; restore the model from a copy");
        Files.writeString(part, json.replace("\"labelCol\"", "\"lavelCol\""));
        assertRefused("sets the unknown parameter lavelCol; it was saved by another version");
        Files.writeString(part, json.replace("\"badRows\":\"skip\"", "\"badRows\":\"leave\""));
        assertRefused(
                "gives a parameter a value that it cannot have: badRows must be one of fail, skip, null, but was leave");
        Files.writeString(part, json.replace("\"badRows\":\"skip\"", "\"badRows\":[1]"));
        assertRefused("gives the parameter badRows the value [1], which is not of its type");
        Files.writeString(part, " ".repeat((1 << 24) + 1));
        assertRefused("has 16777217 bytes; at most 16777216 are allowed");
    }

    final S withOtherValues(String uid) {
        S stage = create(uid);
        otherValues().forEach((name, value) -> stage.set(stage.getParam(name), value));
        return stage;
    }

    final String path(String name) {
        return folder.resolve(name).toString();
    }

    final void assertRefused(String message) {
        assertThatThrownBy(() -> reader().load(path("stage")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(path("stage"))
                .hasMessageContaining(message)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    /** The values that were set, by name. */
    static Map<String, Object> set(Params stage) {
        Map<String, Object> values = new TreeMap<>();
        for (Param<?> param : stage.params()) {
            if (stage.isSet(param)) {
                Object value = stage.getOrDefault(param);
                values.put(param.name(), value instanceof int[] numbers ? Arrays.toString(numbers) : value);
            }
        }
        return values;
    }
}
