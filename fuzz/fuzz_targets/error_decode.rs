#![no_main]

libfuzzer_sys::fuzz_target!(|answer: (u16, &[u8])| pointapi_fuzz::properties::error_decode(answer.0, answer.1));
