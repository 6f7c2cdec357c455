import Glibc

/// An array for look-ups all over it, asked to lie in huge pages where it is large: each look-up then costs the cache a
/// miss, but no longer the page table one too. Linux may decline; nothing but speed hangs on it.
@inlinable public func largeArray<Element>(repeating value: Element, count: Int) -> [Element] {
  unsafe Array(unsafeUninitializedCapacity: count) { buffer, initialized in
    // Before anything is written, or the small pages are already there.
    unsafe adviseHugePages(UnsafeMutableRawBufferPointer(buffer))
    unsafe buffer.initialize(repeating: value)
    initialized = count
  }
}

/// Smaller arrays are not worth the rounding up to whole pages of 2 MiB.
private let leastHuge = 4 << 20

@usableFromInline func adviseHugePages(_ buffer: UnsafeMutableRawBufferPointer) {
  guard buffer.count >= leastHuge, let base = buffer.baseAddress else { return }
  let page = sysconf(Int32(_SC_PAGESIZE))
  let skipped = (page - Int(bitPattern: base) % page) % page
  unsafe madvise(base + skipped, (buffer.count - skipped) / page * page, MADV_HUGEPAGE)
}
