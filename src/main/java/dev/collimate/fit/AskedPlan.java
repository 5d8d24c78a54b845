package dev.collimate.fit;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.distributed.BlockSource;
import java.util.Optional;

/**
 * The plan that settings ask for.
 *
 * @param need of the driver
 * @param refusal of the fit, where driver or executors have less, and the settings leave no other way open
 */
public record AskedPlan(FitPlan plan, DriverBudget.Need need, Optional<SettingsException> refusal) {
    /** What {@code settings} ask for and need of the driver, and whether a fit has it. */
    public static AskedPlan of(FitSettings settings, BlockSource source) {
        Resources resources = FitPlan.resources(source);
        FitPlan plan = FitPlan.asked(settings, source.shape());
        DriverBudget.Need need = plan.need(settings, resources);
        try {
            FitPlan.of(settings, source.shape(), resources);
            return new AskedPlan(plan, need, Optional.empty());
        } catch (SettingsException e) {
            return new AskedPlan(plan, need, Optional.of(e));
        }
    }
}
