internal import CNettle

/// SHA-256 over bytes that arrive in pieces, computed by Nettle.
package struct SHA256 {
  private var context = sha256_ctx()

  package init() {
    unsafe nettle_sha256_init(&context)
  }

  package mutating func update(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe nettle_sha256_update(&context, buffer.count, base)
    }
  }

  /// The digest as 64 lower-case hexadecimal digits. Starts anew afterwards.
  package mutating func hexDigest() -> String {
    digest().map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }.joined()
  }

  /// The digest's 32 bytes. Starts anew afterwards.
  package mutating func digest() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    unsafe digest.withUnsafeMutableBufferPointer { buffer in
      unsafe nettle_sha256_digest(&context, buffer.count, buffer.baseAddress)
    }
    return digest
  }
}
