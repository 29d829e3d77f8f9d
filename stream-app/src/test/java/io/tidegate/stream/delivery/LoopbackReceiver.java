package io.tidegate.stream.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server on loopback that notes what it gets and answers as it is told to. */
final class LoopbackReceiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** One request and how it was answered. */
  record Request(String path, Headers headers, String body, int answer) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String header(String name) {
      return headers.getFirst(name);
    }
  }

  LoopbackReceiver() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Integer told = answers.poll();
    int answer = told == null ? 200 : told;
    requests.add(
        new Request(
            exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body, answer));
    exchange.getResponseHeaders().add("Location", "http://127.0.0.1/elsewhere");
    byte[] text = "noted".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  /** The next answers; after them 200. */
  void answer(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** All requests so far. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Those that were answered with 200. */
  List<Request> taken() {
    return requests.stream().filter(request -> request.answer() == 200).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
