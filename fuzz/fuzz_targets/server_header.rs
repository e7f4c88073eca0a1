#![no_main]

libfuzzer_sys::fuzz_target!(|value: &[u8]| pointapi_fuzz::served::server_header(value));
