public import CPrefetch

extension Span {
  /// Has the processor fetch an element, so that to read it a little later needs no waiting.
  @inlinable @inline(__always) public func prefetch(_ index: Int) {
    unsafe withUnsafeBufferPointer { elements in
      if let start = elements.baseAddress { unsafe saring_prefetch(start + index) }
    }
  }
}

/// Has the processor fetch what lies at an address and behind it, as far as two lines of the cache reach. Nothing is read
/// there, so the address may be of something long gone, or 0.
@inlinable @inline(__always) public func prefetch(address: UInt) {
  unsafe saring_prefetch(UnsafeRawPointer(bitPattern: address))
  unsafe saring_prefetch(UnsafeRawPointer(bitPattern: address &+ 64))
}
