//! The heap of this process, in a program whose allocator is `PeakAlloc`.

use peak_alloc::PeakAlloc;

/// Returns the heap in use, in bytes.
pub fn in_use() -> usize {
    PeakAlloc.current_usage()
}

/// Returns the peak growth of the heap while `work` runs, and its output.
pub async fn growth<T>(work: impl Future<Output = T>) -> (usize, T) {
    let before = in_use();
    PeakAlloc.reset_peak_usage();
    let output = work.await;
    (PeakAlloc.peak_usage().saturating_sub(before), output)
}
