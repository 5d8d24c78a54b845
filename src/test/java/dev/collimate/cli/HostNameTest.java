package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.Shell;
import dev.collimate.cluster.StandaloneCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNameTest {
    @TempDir
    private Path folder;

    /** In a JVM that takes the addresses of names from a file alone. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "127.0.0.1, ''",
                "127.0.1.1, ''",
                "203.0.113.7, 'the name of this machine leads to 203.0.113.7, which is not an address of it'",
                "-, the name of this machine leads to no address"
            })
    void aNameThatDoesNotLeadHereIsToldWithWhereItLeads(String address, String line) throws Exception {
        Shell shell = new Shell(folder);
        String own = shell.run("uname", "-n").lastLine();
        Path hosts = Files.writeString(folder.resolve("hosts"), address == null ? "" : address + " " + own + "\n");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(StandaloneCluster.SHORT_LIVED);
        Path classes = Path.of(HostName.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        command.addAll(List.of("-Djdk.net.hosts.file=" + hosts, "-cp", classes.toString(), HostName.class.getName()));
        assertThat(shell.run(command.toArray(String[]::new)).out().strip()).isEqualTo(line);
    }
}
