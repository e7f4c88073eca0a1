#![no_main]

libfuzzer_sys::fuzz_target!(|response: (u16, &[u8])| pointapi_fuzz::properties::error_decode(response.0, response.1));
