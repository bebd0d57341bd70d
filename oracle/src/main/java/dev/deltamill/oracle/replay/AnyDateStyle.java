package dev.deltamill.oracle.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/**
 * Lets a session have any DateStyle. A program that writes through libpq may; the JDBC driver ends the connection once the server reports a
 * style that it cannot read. Here the report is dropped on its way, so the driver never hears of it: the writer reads no dates.
 *
 * <p>The driver makes one by its name. The connection must not be encrypted.
 */
public final class AnyDateStyle extends SocketFactory {
  @Override
  public Socket createSocket() {
    return new FilteredSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new IOException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(String host, int port, java.net.InetAddress localHost, int localPort) throws IOException {
    throw new IOException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(java.net.InetAddress host, int port) throws IOException {
    throw new IOException("the driver connects by itself");
  }

  @Override
  public Socket createSocket(java.net.InetAddress address, int port, java.net.InetAddress localAddress, int localPort)
      throws IOException {
    throw new IOException("the driver connects by itself");
  }

  private static final class FilteredSocket extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new Messages(super.getInputStream());
    }
  }

  /** The server's messages: a type, the length of the rest, the rest. A read that times out is taken up where it ended. */
  private static final class Messages extends FilterInputStream {
    private static final int HEADER = 5;
    private static final byte PARAMETER_STATUS = 'S';
    private static final byte[] DATE_STYLE = "DateStyle\0".getBytes(StandardCharsets.US_ASCII);

    private ByteBuffer message = ByteBuffer.allocate(HEADER);
    private boolean complete;

    Messages(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return fill() ? message.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, message.remaining());
      message.get(bytes, offset, count);
      return count;
    }

    @Override
    public int available() throws IOException {
      return complete ? message.remaining() : in.available();
    }

    /** Reads on until a message can be handed over; false at the end of the stream. */
    private boolean fill() throws IOException {
      while (!complete || !message.hasRemaining()) {
        if (complete) {
          message = ByteBuffer.allocate(HEADER);
          complete = false;
        }
        while (message.hasRemaining()) {
          int count = in.read(message.array(), message.position(), message.remaining());
          if (count < 0) {
            return false;
          }
          message.position(message.position() + count);
        }
        int length = 1 + message.getInt(1);
        if (message.capacity() < length) {
          message = ByteBuffer.allocate(length).put(message.flip());
        } else {
          complete = true;
          message.flip();
          if (tellsDateStyle()) {
            message.position(message.limit());
          }
        }
      }
      return true;
    }

    private boolean tellsDateStyle() {
      return message.get(0) == PARAMETER_STATUS
          && message.limit() > HEADER + DATE_STYLE.length
          && message.slice(HEADER, DATE_STYLE.length).equals(ByteBuffer.wrap(DATE_STYLE));
    }
  }
}
