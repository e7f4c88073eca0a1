#![no_main]

libfuzzer_sys::fuzz_target!(|request: (u8, &[u8])| pointapi_fuzz::served::server_body(request.0, request.1));
