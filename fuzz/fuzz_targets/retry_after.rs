#![no_main]

libfuzzer_sys::fuzz_target!(|headers: (&[u8], &[u8])| pointapi_fuzz::properties::retry_after(headers.0, headers.1));
