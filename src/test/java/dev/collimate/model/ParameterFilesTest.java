package dev.collimate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.map.LinearMap;
import dev.collimate.map.MapDescription;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterFilesTest {
    private static final VectorMap MAP = new LinearMap(3, 2, true);
    private static final double[] VALUES = {1, -2, 0.1, Math.PI, -0.0, Double.MIN_VALUE, 7, Float.MAX_VALUE};

    @TempDir
    Path model;

    private Path weights;
    private Path layout;

    @BeforeEach
    void save() throws IOException {
        ParameterFiles.write(MAP, VALUES, ParameterDirectory.of(model));
        weights = model.resolve("parameters/weights.npy");
        layout = model.resolve("parameters/layout.json");
    }

    @Test
    void whatIsWrittenIsReadBitForBit() throws IOException {
        ParameterFiles.Content content = read();

        assertThat(content.map().description()).isEqualTo(MAP.description());
        assertThat(content.parameters()).containsExactly(VALUES);
        assertThat(1 / content.parameters()[4]).isEqualTo(Double.NEGATIVE_INFINITY);
        ParameterReader.verify(ParameterDirectory.of(model), "m");
    }

    @Test
    void everyMapComesBackFromItsDescription() throws IOException {
        int saved = 0;
        for (MapDescription description : MapDescriptions.ofEveryKind()) {
            VectorMap map = Maps.create(description);
            double[] parameters = map.initialParameters(7);
            ParameterDirectory directory = ParameterDirectory.of(model.resolve(String.valueOf(saved++)));
            ParameterFiles.write(map, parameters, directory);

            ParameterFiles.Content content = ParameterReader.read(directory, "m");

            assertThat(content.map().description()).isEqualTo(map.description());
            assertThat(content.parameters()).containsExactly(parameters);
        }
    }

    /** More than one chunk and not a multiple of one. */
    @Test
    void longParametersAreStreamedWhole() throws IOException {
        VectorMap map = new LinearMap(20_001, 3, false);
        double[] parameters = map.initialParameters(1);
        ParameterDirectory directory = ParameterDirectory.of(model.resolve("long"));

        ParameterFiles.write(map, parameters, directory);

        assertThat(ParameterReader.read(directory, "m").parameters()).containsExactly(parameters);
    }

    @Test
    void filesAreNumPysFormat() throws IOException {
        byte[] bytes = Files.readAllBytes(weights);
        String header = new String(bytes, 0, 128, StandardCharsets.ISO_8859_1);
        ByteBuffer values = ByteBuffer.wrap(bytes, 128, 48).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(header)
                .startsWith(
                        "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }   ");
        assertThat(header).endsWith("   \n");
        assertThat(bytes).hasSize(128 + 48);
        for (int i = 0; i < 6; i++) {
            assertThat(values.getDouble()).isEqualTo(VALUES[i]);
        }
        assertThat(new String(
                        Files.readAllBytes(model.resolve("parameters/intercept.npy")), StandardCharsets.ISO_8859_1))
                .contains("'shape': (2,), }");
    }

    @Test
    void aFlippedByteIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(weights);
        bytes[140] ^= 4;
        Files.write(weights, bytes);

        refused("m/parameters/weights.npy has the SHA-256 checksum ", ", but was saved with ", "from a copy");
        assertThatThrownBy(() -> ParameterReader.verify(ParameterDirectory.of(model), "m"))
                .hasMessageContaining("SHA-256");
    }

    @Test
    void aFlippedByteOfTheHeaderIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(weights);
        bytes[61] ^= 1;
        Files.write(weights, bytes);

        refused("m/parameters/weights.npy cannot be read: its header is not that of float64 numbers of shape [2, 3]");
    }

    @Test
    void aTruncatedFileIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length - 1));

        refused("m/parameters/weights.npy has 175 bytes, but its shape [2, 3] takes 176; restore");
    }

    @Test
    void aLongerFileIsTold() throws IOException {
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, bytes.length + 1));

        refused("m/parameters/weights.npy has 177 bytes, but its shape [2, 3] takes 176; restore");
    }

    /** Lengths come from the file system; the stream may still end elsewhere. */
    @Test
    void aStreamThatDoesNotEndAtItsLengthIsTold() throws IOException {
        for (int difference : new int[] {-1, 1}) {
            ParameterDirectory directory = ParameterDirectory.of(model);
            ParameterFiles.Source source = new ParameterFiles.Source() {
                @Override
                public long length(String name) throws IOException {
                    return directory.length(name);
                }

                @Override
                public InputStream open(String name) throws IOException {
                    byte[] bytes = directory.open(name).readAllBytes();
                    return new ByteArrayInputStream(
                            name.equals("weights.npy") ? Arrays.copyOf(bytes, bytes.length + difference) : bytes);
                }
            };

            assertThatThrownBy(() -> ParameterReader.read(source, "m"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("m/parameters/weights.npy cannot be read: it "
                            + (difference < 0 ? "ended before its 176 bytes" : "goes on after its 176 bytes"));
        }
    }

    @Test
    void aMissingFileIsTold() throws IOException {
        Files.delete(weights);
        refused("m/parameters/weights.npy is missing; restore the model from a copy");

        Files.delete(layout);
        refused("m is not a complete model directory: it has no parameters/layout.json");
    }

    @Test
    void aForeignMapIsTold() throws IOException {
        edit("\"linear\"", "\"java.lang.Runtime\"");

        refused("m/parameters/layout.json describes no map: map must be one of linear, ", "but was java.lang.Runtime");
    }

    @Test
    void aHugeShapeIsRefusedBeforeMemoryIsTaken() throws IOException {
        edit("\"inputDim\" : 3", "\"inputDim\" : 2000000000");
        refused("describes no map: a map may have at most 2147483639 parameters, but this one has 4000000000");

        edit("\"inputDim\" : 2000000000", "\"inputDim\" : 1000000000");
        edit("\"shape\" : [ 2, 3 ]", "\"shape\" : [ 2, 1000000000 ]");
        edit("\"bytes\" : 176", "\"bytes\" : 16000000128");
        refused("m/parameters/weights.npy has 176 bytes, but its shape [2, 1000000000] takes 16000000128");
    }

    @Test
    void aShapeThatIsNotTheMapsIsTold() throws IOException {
        edit("\"shape\" : [ 2, 3 ]", "\"shape\" : [ 3, 2 ]");

        refused("gives the parameter weights the shape [3, 2], but the map that it describes asks for [2, 3]; restore");
    }

    @Test
    void aLengthThatIsNotTheShapesIsTold() throws IOException {
        edit("\"bytes\" : 176", "\"bytes\" : 9000000000000000000");

        refused("gives the parameter weights the bytes 9000000000000000000, but the map that it describes asks for"
                + " 176");
    }

    @Test
    void aFileOutsideTheFolderIsTold() throws IOException {
        edit("\"weights.npy\"", "\"../../secret.npy\"");

        refused("gives the parameter weights the file ../../secret.npy, but the map that it describes asks for"
                + " weights.npy");
    }

    @Test
    void parametersOfAnotherMapAreTold() throws IOException {
        edit("\"fitIntercept\" : true", "\"fitIntercept\" : false");

        refused("lists the parameters [weights, intercept], but the map linear has [weights]; restore");
    }

    @Test
    void anotherLayoutVersionIsTold() throws IOException {
        edit("\"layoutVersion\" : 1", "\"layoutVersion\" : 2");

        refused("m/parameters/layout.json has layout version 2, but this release reads version 1; load the model with");
    }

    @Test
    void brokenJsonIsTold() throws IOException {
        String json = Files.readString(layout);
        Files.writeString(layout, json.substring(0, json.length() / 2));
        refused("m/parameters/layout.json is not valid JSON; restore the model from a copy");

        Files.writeString(layout, "[]");
        refused("m/parameters/layout.json must have an object at its root, but has ARRAY");

        Files.writeString(layout, "");
        refused("m/parameters/layout.json must have an object at its root, but has MISSING");

        Files.writeString(layout, json.replace("\"bytes\" : 176", "\"bytes\" : \"176\""));
        refused("must have a long at parameters[0].bytes, but has \"176\"; restore");

        Files.writeString(layout, json.replace("\"bytes\" : 176", "\"bytes\" : 176.0"));
        refused("must have a long at parameters[0].bytes, but has 176.0; restore");

        Files.writeString(layout, json.replace("\"residual\" : false", "\"residual\" : null"));
        refused("must have a boolean at map.residual, but has null; restore");

        Files.writeString(layout, json.replace("[ 2, 3 ]", "[ 2, null ]"));
        refused("must have ", " at parameters[0].shape[1], but has null; restore");

        Files.writeString(layout, json.replace("\"map\"", "\"maps\""));
        refused("must have an object at map, but has MISSING; restore");

        Files.writeString(layout, json.replace("\"residual\" : false", "\"residual\" : false, \"residual\" : true"));
        refused("is not valid JSON; restore the model from a copy");

        Files.writeString(layout, json.replace("\"residual\" : false", "\"activation\" : \"relu\""));
        refused("must have a boolean at map.residual, but has MISSING; restore");

        Files.writeString(layout, json.replace("\"residual\"", "\"new\" : 1, \"residual\""));
        refused("has an unknown entry map.new; load the model with the release that saved it");
    }

    @Test
    void aHugeLayoutFileIsTold() throws IOException {
        Files.writeString(layout, " ".repeat(1 << 20) + Files.readString(layout));

        refused("m/parameters/layout.json has more than the 1048576 bytes that are allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN, finite parameters",
        "-Infinity, -Infinity, finite parameters",
        "1e39, 1.0E39, numbers of float32"
    })
    void parametersThatAreNotFiniteInFloatAreNotSaved(double value, String shown, String allowed) {
        double[] values = VALUES.clone();
        values[4] = value;

        assertThatThrownBy(() -> ParameterFiles.write(MAP, values, name -> {
                    throw new AssertionError("nothing may be written, but " + name + " was");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter weights is " + shown + " at row 1, column 1; only " + allowed + " can be saved");
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NaN, finite",
        "-Infinity, -Infinity, finite",
        "1e39, 1.0E39, numbers of float32",
        "-1e300, -1.0E300, numbers of float32"
    })
    void parametersThatAreNotFiniteInFloatAreNotLoaded(double value, String shown, String allowed) throws Exception {
        byte[] bytes = Files.readAllBytes(weights);
        String before =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putDouble(128 + 8 * 4, value);
        Files.write(weights, bytes);
        edit(
                before,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));

        refused("m/parameters/weights.npy holds " + shown + " as its element 4; parameters must be " + allowed
                + ", so train");
    }

    @Test
    void anotherNumberOfParametersIsNotSaved() {
        assertThatThrownBy(() -> ParameterFiles.write(MAP, new double[7], name -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the map has 8 parameters, but 7 were given");
    }

    private void edit(String old, String replacement) throws IOException {
        String json = Files.readString(layout);
        assertThat(json).contains(old);
        Files.writeString(layout, json.replace(old, replacement));
    }

    private ParameterFiles.Content read() throws IOException {
        return ParameterReader.read(ParameterDirectory.of(model), "m");
    }

    private void refused(String... parts) {
        ThrowingCallable reading = this::read;
        assertThatThrownBy(reading)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(parts)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }
}
