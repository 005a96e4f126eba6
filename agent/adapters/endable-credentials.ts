/**
 * TLS credentials whose handshakes end with their client. gRPC closes a client that is still in one and leaves the
 * connection to a peer that may never answer: it would hold the process that wants to end, and one more with each attempt.
 * Must never touch a connection that is up: its session is closed by gRPC.
 */
import type { Socket } from 'node:net';
import { ChannelCredentials } from '@grpc/grpc-js';

export interface EndableCredentials {
  readonly credentials: ChannelCredentials;
  /** With or right before the client's close; of what is tried all the same, nothing comes. */
  end(): void;
}

export interface HandshakeListener {
  opened(socket: Socket): void;
  failed(error: unknown): void;
}

type Connector = ReturnType<ChannelCredentials['_createSecureConnector']>;

// grpc-js has no public way to know its sockets; this class stands on the credentials it accepts. The contract suite
// (close resolves when the sockets are closed) would notice a version that works otherwise.
export function endableCredentials(inner: ChannelCredentials, heard?: HandshakeListener): EndableCredentials {
  const shaking = new Set<Socket>();
  let ended = false;
  class WatchedCredentials extends ChannelCredentials {
    override _isSecure(): boolean {
      return inner._isSecure();
    }

    override _equals(other: ChannelCredentials): boolean {
      return other === this;
    }

    override _createSecureConnector(...args: Parameters<ChannelCredentials['_createSecureConnector']>): Connector {
      const connector = inner._createSecureConnector(...args);
      return {
        connect: async (socket) => {
          heard?.opened(socket);
          // A client that is closed while it waits to try again tries once more, and nobody would close that connection.
          if (ended) socket.destroy();
          shaking.add(socket);
          try {
            return await connector.connect(socket);
          } catch (error) {
            heard?.failed(error);
            throw error;
          } finally {
            shaking.delete(socket);
          }
        },
        waitForReady: () => connector.waitForReady(),
        getCallCredentials: () => connector.getCallCredentials(),
        destroy: () => connector.destroy(),
      };
    }
  }
  return {
    credentials: new WatchedCredentials(),
    end() {
      ended = true;
      for (const socket of shaking) socket.destroy();
    },
  };
}
