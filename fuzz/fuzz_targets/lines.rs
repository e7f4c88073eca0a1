#![no_main]

libfuzzer_sys::fuzz_target!(|response: (u8, &[u8])| pointapi_fuzz::streams::lines(response.0, response.1));
