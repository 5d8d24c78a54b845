package dev.collimate.cli;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local file system by addresses with user and password, {@code vault://user:password@host/path}. */
public final class VaultFileSystem extends RawLocalFileSystem {
    static final String SCHEME = "vault";

    private URI address;

    @Override
    public void initialize(URI uri, Configuration conf) throws IOException {
        super.initialize(uri, conf);
        address = URI.create(SCHEME + "://" + uri.getRawAuthority());
    }

    @Override
    public URI getUri() {
        // Asked for by the constructor of the superclass.
        return address == null ? URI.create(SCHEME + ":///") : address;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }
}
