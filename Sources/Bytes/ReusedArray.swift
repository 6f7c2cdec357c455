/// What is filled anew for each text, in the same memory.
extension Array {
  /// Removes everything and keeps the memory. Most lists are empty already, and to ask costs less than to empty them.
  @inlinable @inline(__always) public mutating func clear() {
    if !isEmpty { removeAll(keepingCapacity: true) }
  }
}
