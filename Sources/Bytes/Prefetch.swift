public import CPrefetch

extension Span {
  /// Has the processor fetch an element, so that to read it a little later needs no waiting.
  @inlinable @inline(__always) public func prefetch(_ index: Int) {
    unsafe withUnsafeBufferPointer { elements in
      if let start = elements.baseAddress { unsafe saring_prefetch(start + index) }
    }
  }
}
