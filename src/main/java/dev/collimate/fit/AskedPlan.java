package dev.collimate.fit;

import dev.collimate.cluster.DriverBudget;
import java.util.Optional;

/**
 * The plan that settings ask for.
 *
 * @param need of the driver
 * @param refusal of the fit, where driver or executors have less, and the settings leave no other way open
 */
public record AskedPlan(FitPlan plan, DriverBudget.Need need, Optional<SettingsException> refusal) {}
