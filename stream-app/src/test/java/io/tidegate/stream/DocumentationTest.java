package io.tidegate.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the READMEs of all modules point at must be there. */
class DocumentationTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");
  private static final Pattern MEMBER = Pattern.compile("`([A-Z]\\w+)\\.([a-z]\\w+)[`(]");
  private static final Pattern TYPE =
      Pattern.compile("\\[`([A-Z]\\w+)[.`(][^]]*]\\(([^)#]+\\.java)\\)");

  private static final List<Path> PAGES = new ArrayList<>();

  /** Source files by the simple name of their class. */
  private static final Map<String, List<Path>> SOURCES = new HashMap<>();

  @BeforeAll
  static void findFiles() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve(".mvn"))) {
      root = root.getParent();
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return name.equals("target") || name.equals(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.endsWith(".md")) {
              PAGES.add(file);
            } else if (name.endsWith(".java")) {
              SOURCES
                  .computeIfAbsent(name.replace(".java", ""), type -> new ArrayList<>())
                  .add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Test
  void everyRelativeLinkLeadsToAFile() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : PAGES) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains(":") && !Files.exists(page.resolveSibling(target))) {
          dead.add(page + " -> " + target);
        }
      }
    }
    assertThat(PAGES).hasSizeGreaterThan(3);
    assertThat(dead).as("dead links").isEmpty();
  }

  @Test
  void aLinkNamedAfterAClassLeadsToThatClass() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path page : PAGES) {
      Matcher link = TYPE.matcher(Files.readString(page));
      while (link.find()) {
        String file = Path.of(link.group(2)).getFileName().toString();
        if (!file.equals(link.group(1) + ".java")) {
          wrong.add(page + ": " + link.group());
        }
      }
    }
    assertThat(wrong).as("links whose text names another class").isEmpty();
  }

  @Test
  void everyMemberThatIsNamedIsInItsClass() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path page : PAGES) {
      Matcher member = MEMBER.matcher(Files.readString(page));
      while (member.find()) {
        List<Path> sources = SOURCES.getOrDefault(member.group(1), List.of());
        if (!sources.isEmpty() && !anyContains(sources, member.group(2))) {
          missing.add(page + ": " + member.group());
        }
      }
    }
    assertThat(missing).as("members that their class does not have").isEmpty();
  }

  private static boolean anyContains(List<Path> sources, String member) throws IOException {
    Pattern word = Pattern.compile("\\b" + Pattern.quote(member) + "\\b");
    for (Path source : sources) {
      if (word.matcher(Files.readString(source)).find()) {
        return true;
      }
    }
    return false;
  }
}
