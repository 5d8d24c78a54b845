package dev.collimate.fit;

import dev.collimate.data.BlockChecksum;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.loss.AngularLoss;
import dev.collimate.model.Sha256;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that the bits of a fit depend on, but for the kernel of the products: a name and a value for each setting, and
 * checksums of the rows. Two fits of equal keys go through the same states. A setting that is added to {@link FitSettings}
 * is a key until it is named here as one that changes no bit.
 *
 * @param values by key, in the order of the keys
 */
record FitKeys(Map<String, String> values) {
    /** What changes no bit, what stands here by its content in place of its path, and the kernel. */
    private static final Set<String> LEFT_OUT = Set.of("checkpoint", "aggregator", "blas", "initialModel");

    /** Raised when the states of solvers, or what they mean, change. */
    private static final String VERSION = "7";

    private static final int NAME_DIGITS = 16;

    /** @param initial the model that the search starts from, where the settings name one */
    static FitKeys of(
            FitSettings settings,
            FitPlan plan,
            BlockDataset training,
            Optional<BlockDataset> validation,
            Optional<FittedMap> initial) {
        Map<String, String> values = new TreeMap<>();
        add(values, "", settings);
        values.put("version", VERSION);
        values.putAll(of(plan));
        values.put("rows", text(training.rows(), training.checksum()));
        validation.ifPresent(held -> values.put("validationRows", text(held.rows(), held.checksum())));
        initial.ifPresent(model -> values.put("initialParameters", Long.toHexString(checksum(model.parameters()))));
        return new FitKeys(values);
    }

    /**
     * What the memory of the machine has a say in. Whether rows held out score the steps follows from a last layer that is
     * solved, settings and these rows.
     */
    static Map<String, String> of(FitPlan plan) {
        return Map.of(
                "plan.map", plan.map().description().sentence(),
                "plan.solver", plan.solver(),
                "plan.moments", Boolean.toString(plan.moments()),
                "plan.outputLayer", Boolean.toString(plan.outputLayer().isPresent()),
                "plan.spreads", Boolean.toString(plan.spreads()));
    }

    /** A name for all of them. */
    String fingerprint() {
        StringBuilder all = new StringBuilder();
        values.forEach((key, value) -> all.append(key).append('=').append(value).append('\n'));
        return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, NAME_DIGITS);
    }

    private static String text(long rows, long checksum) {
        return rows + " rows, checksum " + Long.toHexString(checksum);
    }

    private static long checksum(double[] numbers) {
        BlockChecksum checksum = new BlockChecksum();
        for (double number : numbers) {
            checksum.add(Double.doubleToRawLongBits(number));
        }
        return checksum.value();
    }

    private static void add(Map<String, String> values, String path, Record settings) {
        try {
            for (RecordComponent component : settings.getClass().getRecordComponents()) {
                if (LEFT_OUT.contains(component.getName())) {
                    continue;
                }
                component.getAccessor().setAccessible(true);
                Object value = component.getAccessor().invoke(settings);
                String key = path + component.getName();
                if (value instanceof Record nested) {
                    add(values, key + ".", nested);
                } else {
                    values.put(key, String.valueOf(value));
                }
                if (value instanceof AngularLoss loss) {
                    addFields(values, loss);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The numbers that a loss has beside its name. */
    private static void addFields(Map<String, String> values, AngularLoss loss) throws ReflectiveOperationException {
        for (Field field : loss.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                values.put("loss." + field.getName(), String.valueOf(field.get(loss)));
            }
        }
    }
}
