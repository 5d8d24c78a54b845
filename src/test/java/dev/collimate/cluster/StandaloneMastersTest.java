package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StandaloneMastersTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(strings = {"spark://no-such-host.invalid:7077", "spark://a_b:7077", "spark://127.0.0.1"})
    void anAddressThatNobodyAnswersIsNamed(String master) {
        assertThatThrownBy(() -> StandaloneMasters.awaitOne(master, Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no master answered at " + master + " (")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aPortOnWhichNobodyListensIsNamed() throws IOException {
        assertThatThrownBy(() -> StandaloneMasters.awaitOne("spark://127.0.0.1:" + closedPort(), Duration.ZERO))
                .hasMessageContaining("(Connection refused");
    }

    @Test
    void oneMasterOfSeveralIsEnough() throws Exception {
        try (ServerSocket standby = listen(0)) {
            StandaloneMasters.awaitOne(
                    "spark://127.0.0.1:" + closedPort() + ",127.0.0.1:" + standby.getLocalPort(), Duration.ZERO);
        }
    }

    @Test
    void aMasterThatStartsLaterIsWaitedFor() throws Exception {
        int port = closedPort();
        Thread start = new Thread(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(300);
                try (ServerSocket late = listen(port)) {
                    late.accept();
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        start.start();
        StandaloneMasters.awaitOne("spark://127.0.0.1:" + port, LONG);
        start.join();
    }

    @Test
    void otherMastersAreLeftToSpark() throws Exception {
        for (String master : new String[] {"local[*]", "yarn", "k8s://https://127.0.0.1:1"}) {
            StandaloneMasters.awaitOne(master, Duration.ZERO);
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = listen(0)) {
            return socket.getLocalPort();
        }
    }
}
