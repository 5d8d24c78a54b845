package dev.collimate.doctor;

import dev.collimate.data.BadRows;
import dev.collimate.map.OrthogonalMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured and what follows.
 *
 * @param findings in the order of {@link RowFindings}, {@link VectorFindings}, {@link MemoryFindings}
 * @param estimate empty where none was asked for
 */
public record Diagnosis(Measurements measurements, List<Finding> findings, Optional<FitEstimate> estimate) {
    private static final String HELD_OUT_FRACTION = "0.1";

    public static Diagnosis of(Measurements measurements, Optional<FitEstimate> estimate) {
        List<Finding> findings = new ArrayList<>(new RowFindings(measurements).all());
        findings.addAll(new VectorFindings(measurements).all());
        findings.addAll(new MemoryFindings(measurements.memory()).all());
        return new Diagnosis(measurements, List.copyOf(findings), estimate);
    }

    public Grade grade() {
        return Finding.worst(findings);
    }

    /** Values of parameters that suit the data better than the defaults, by name, in the order to name them. */
    public Map<String, String> recommended() {
        Map<String, String> values = new LinkedHashMap<>();
        if (measurements.rows().rejected() > 0 || measurements.rows().zeroInputs() > 0) {
            values.put("badRows", BadRows.SKIP.optionName());
        }
        if (measurements.heldOut().isEmpty()) {
            values.put("validationFraction", HELD_OUT_FRACTION);
        }
        if (measurements.rowsPerDimension() < 1) {
            values.put("map", OrthogonalMap.NAME);
        }
        return values;
    }
}
