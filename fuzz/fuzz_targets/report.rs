#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| pointapi_fuzz::platform::report(body));
