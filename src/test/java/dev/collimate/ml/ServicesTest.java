package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.python.ClientRequest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.util.Identifiable;
import org.junit.jupiter.api.Test;

/** What a server of Spark Connect asks of the operators that it finds in META-INF/services. */
class ServicesTest {
    private static final Path SERVICES =
            Path.of(System.getProperty("collimate.root", "."), "src/main/resources/META-INF/services");

    @Test
    void everyOperatorIsOfItsServiceAndIsMadeAndLoadedAsTheServerDoes() throws Exception {
        List<Class<?>> listed = new ArrayList<>();
        for (Path file : services()) {
            Class<?> service = Class.forName(file.getFileName().toString());
            for (String name : Files.readAllLines(file)) {
                if (!name.startsWith("#")) {
                    Class<?> operator = Class.forName(name);
                    assertThat(service).isAssignableFrom(operator);
                    requireMadeAndLoaded(operator);
                    listed.add(operator);
                }
            }
        }
        assertThat(listed)
                .containsExactlyInAnyOrder(
                        AngularRegression.class,
                        AngularRegressionModel.class,
                        AngleEvaluator.class,
                        RetrievalEvaluator.class,
                        ClientRequest.class);
    }

    private static void requireMadeAndLoaded(Class<?> operator) throws ReflectiveOperationException {
        Constructor<?> plain = operator.getConstructor();
        assertThat(((Identifiable) plain.newInstance()).uid()).isNotEmpty();
        Constructor<?> named = operator.getConstructor(String.class);
        assertThat(((Identifiable) named.newInstance("mine")).uid()).isEqualTo("mine");
        Method load = operator.getMethod("load", String.class);
        assertThat(Modifier.isStatic(load.getModifiers())).isTrue();
        assertThat(load.getReturnType()).isEqualTo(operator);
    }

    private static List<Path> services() throws IOException {
        try (Stream<Path> files = Files.list(SERVICES)) {
            return files.sorted().toList();
        }
    }
}
