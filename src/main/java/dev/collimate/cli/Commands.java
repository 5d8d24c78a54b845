package dev.collimate.cli;

import java.util.List;
import picocli.CommandLine;

/** The commands there are. */
final class Commands {
    private Commands() {}

    static void addTo(CommandLine root, Environment surroundings) {
        List<ResultCommand> commands = List.of(
                new TrainCommand(surroundings),
                new PredictCommand(surroundings),
                new EvaluateCommand(surroundings),
                new ExportCommand(surroundings),
                new DoctorCommand(surroundings),
                new RetrievalCommand(surroundings),
                new GenerateCommand(surroundings),
                new BenchmarkCommand(surroundings),
                new GradientCheckCommand(surroundings));
        for (ResultCommand command : commands) {
            CommandLine line = new CommandLine(command);
            command.addParameterOptions(line.getCommandSpec());
            root.addSubcommand(line);
        }
    }
}
