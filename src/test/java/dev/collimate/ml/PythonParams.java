package dev.collimate.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.fit.FittedMap;
import dev.collimate.map.LinearMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The parameters of the stages as Python has them, made of the declarations themselves. Run as a program it writes them
 * into the Python package.
 */
final class PythonParams {
    static final String FILE = "python/src/collimate_spark/_params.py";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String HEAD = """
            \"""Parameters of the stages. Generated from the Java declarations: mvn -q -P figures test \\
            -Dsuite.class=dev.collimate.ml.PythonParams writes this file.\"""

            from typing import Any, List, TypeVar

            from pyspark.ml.param import Param, Params, TypeConverters

            _S = TypeVar("_S", bound=Params)

            #: Metrics of AngleEvaluator of which the larger value is the better one.
            LARGER_IS_BETTER = frozenset(%s)
            """;

    private PythonParams() {}

    /** How a type of parameter is called in Python, and what converts values to it. */
    private record Type(String name, String converter) {
        static Type of(Param<?> param) {
            if (param instanceof IntParam || param instanceof LongParam) {
                return new Type("int", "toInt");
            }
            if (param instanceof DoubleParam) {
                return new Type("float", "toFloat");
            }
            if (param instanceof BooleanParam) {
                return new Type("bool", "toBoolean");
            }
            return param instanceof IntArrayParam ? new Type("List[int]", "toListInt") : new Type("str", "toString");
        }
    }

    /** @param arguments the folder src/site */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]).resolve("../..").resolve(FILE), text());
    }

    static String text() {
        List<String> larger = AngleMetric.names().stream()
                .filter(name -> AngleMetric.of(name).isLargerBetter())
                .toList();
        LinearMap map = new LinearMap(1, 1, false);
        Params model = new AngularRegressionModel("uid", new FittedMap(map, new double[1]));
        return HEAD.formatted(literal(larger))
                + stage("AngularRegression", new AngularRegression())
                + stage("AngularRegressionModel", model)
                + stage("AngleEvaluator", new AngleEvaluator())
                + stage("RetrievalEvaluator", new RetrievalEvaluator());
    }

    private static String stage(String name, Params stage) {
        List<Param<?>> params = Arrays.asList(stage.params());
        return "\n\nclass _" + name + "Params(Params):\n    \"\"\"Parameters of :class:`" + name + "`.\n\n"
                + params.stream().map(param -> docLine(stage, param)).collect(Collectors.joining())
                + "    \"\"\"\n\n"
                + params.stream().map(PythonParams::declaration).collect(Collectors.joining())
                + "\n    def __init__(self, *args: Any) -> None:\n        super().__init__(*args)\n"
                + "        self._setDefault(\n"
                + params.stream()
                        .filter(stage::hasDefault)
                        .map(param -> "            " + param.name() + "=" + literal(defaultValue(stage, param)) + ",\n")
                        .collect(Collectors.joining())
                + "        )\n"
                + params.stream().map(param -> methods(stage, param)).collect(Collectors.joining());
    }

    private static String docLine(Params stage, Param<?> param) {
        String value = stage.hasDefault(param) ? " (default: " + literal(defaultValue(stage, param)) + ")" : "";
        return "    * ``" + param.name() + "``: " + param.doc() + value + "\n";
    }

    private static String declaration(Param<?> param) {
        Type type = Type.of(param);
        return """
                    %1$s: "Param[%2$s]" = Param(
                        Params._dummy(),
                        "%1$s",
                        %3$s,
                        typeConverter=TypeConverters.%4$s,
                    )
                """.formatted(param.name(), type.name(), literal(param.doc()), type.converter());
    }

    private static String methods(Params stage, Param<?> param) {
        String suffix =
                Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
        return """

                    def get%1$s(self) -> %2$s:
                        \"""The value of ``%3$s``%4$s.\"""
                        return self.getOrDefault(self.%3$s)

                    def set%1$s(self: _S, value: %2$s) -> _S:
                        \"""Sets ``%3$s``.\"""
                        return self._set(%3$s=value)
                """.formatted(
                        suffix,
                        Type.of(param).name(),
                        param.name(),
                        stage.hasDefault(param) ? ", or its default" : "; KeyError where it has none");
    }

    private static Object defaultValue(Params stage, Param<?> param) {
        return stage.getDefault(param).get();
    }

    /** Python reads texts, numbers and lists of JSON as they stand. */
    private static String literal(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parameter's default is neither text nor number: " + value, e);
        }
    }
}
