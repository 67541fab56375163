mod family;
use family::*;
#[test]
fn t() {
    for _ in 0..3 {
        let f = Family::new(plan(), &answers());
        let t = std::time::Instant::now();
        let p = document::render(&f.paper()).unwrap();
        println!("sample {} pages {} bytes {:?}", p.pages, p.bytes.len(), t.elapsed());
        let mut pl = plan();
        pl.concerns[0].words = (0..400)
            .map(|n| format!("On day {n} we heard shouting again, and nobody slept well. "))
            .collect();
        let f = Family::new(pl.clone(), &answers());
        let t = std::time::Instant::now();
        let p = document::render(&f.paper()).unwrap();
        println!("long {} pages {} bytes {:?}", p.pages, p.bytes.len(), t.elapsed());
        pl.concerns[0].words = ('a'..='z').cycle().take(20_000).collect();
        let f = Family::new(pl, &answers());
        let t = std::time::Instant::now();
        let p = document::render(&f.paper()).unwrap();
        println!("unbroken {} pages {} bytes {:?}", p.pages, p.bytes.len(), t.elapsed());
    }
}
