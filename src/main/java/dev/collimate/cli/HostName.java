package dev.collimate.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;

/** Says whether the name of this machine leads to it, which Spark takes for granted. submit.sh asks before it starts Spark. */
public final class HostName {
    private HostName() {}

    /** Prints nothing where the name leads here, else one line that says where it leads. */
    public static void main(String[] arguments) throws IOException {
        try {
            InetAddress address = InetAddress.getLocalHost();
            if (NetworkInterface.getByInetAddress(address) == null && !address.isLoopbackAddress()) {
                System.out.println("the name of this machine leads to " + address.getHostAddress()
                        + ", which is not an address of it");
            }
        } catch (UnknownHostException e) {
            System.out.println("the name of this machine leads to no address");
        }
    }
}
