/// One small dump in each of the compressions.
extension Fixtures {
  /// What they hold.
  package static let compressedLines = (0..<3).map { "{\"id\":\"\($0)\",\"text\":\"komen ke-\($0)\"}\n" }.joined()

  package static let compressed: [(name: String, base64: String)] = [
    (
      "gzip",
      "H4sIAAAAAAACA6tWykxRslIyUNJRKkmtKAEys/NzU/MUslN1DZRquaoh0oZYpA0R0kZYpI2A0gBSEuFXXQAAAA=="
    ),
    ("zstd", "KLUv/QRYnQEAZAJ7ImlkIjoiMCIsInRleHQiOiJrb21lbiBrZS0wIn0KMTEyMiJ9CgQAIAnYDiS2yFQeWy7SvQ=="),
    (
      "xz",
      "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ABcAC5dAD2IiSaBk1OFYJ3awhmh3n9QPUdKZYGkqhPdTYQwAdDb72Oe6t3fZFvYMsg2n9wAAADIq9GUXohvQwABSl3tP8o/H7bzfQEAAAAABFla"
    ),
    (
      "bzip2",
      "QlpoOTFBWSZTWSxx/tEAACvZgAAQUAZwEAYrhEogAFRX6oaBoA0K/Sk0epjUyep6kmxu74MkEnA5yzOaFpJJUNnpA5YgR8VJjCERiB8XckU4UJAscf7R"
    ),
  ]
}
