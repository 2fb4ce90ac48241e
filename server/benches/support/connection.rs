//! A client that costs little: one connection that is kept, one request at a time, whole answers.

use std::{io, net::SocketAddr, ops::Range};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
    /// Where the body's pieces stand in `received`.
    pieces: Vec<Range<usize>>,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(1 << 18), pieces: Vec::new() })
    }

    /// Sends a request and waits for all of the answer, which must be a 200. Returns its body's length.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<usize> {
        self.received.clear();
        self.pieces.clear();
        self.stream.write_all(request).await?;
        let body = self.find(0, b"\r\n\r\n").await? + 4;
        let head = std::str::from_utf8(&self.received[..body]).map_err(io::Error::other)?;
        if !head.starts_with("HTTP/1.1 200 ") {
            return Err(io::Error::other(head.lines().next().unwrap_or_default().to_owned()));
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        match length.map(|length| length.parse::<usize>().map_err(io::Error::other)).transpose()? {
            Some(length) => self.piece(body, length).await?,
            None => self.chunks(body).await?,
        }
        Ok(self.pieces.iter().map(ExactSizeIterator::len).sum())
    }

    /// The body of the last answer.
    pub fn body(&self) -> Vec<u8> {
        self.pieces.iter().flat_map(|piece| &self.received[piece.clone()]).copied().collect()
    }

    async fn chunks(&mut self, mut at: usize) -> io::Result<()> {
        loop {
            let line = self.find(at, b"\r\n").await?;
            let size = std::str::from_utf8(&self.received[at..line]).map_err(io::Error::other)?;
            let size = usize::from_str_radix(size, 16).map_err(io::Error::other)?;
            self.piece(line + 2, size).await?;
            at = self.find(line + 2 + size, b"\r\n").await? + 2;
            if size == 0 {
                return Ok(());
            }
        }
    }

    async fn piece(&mut self, start: usize, length: usize) -> io::Result<()> {
        while self.received.len() < start + length {
            self.receive().await?;
        }
        self.pieces.push(start..start + length);
        Ok(())
    }

    async fn find(&mut self, from: usize, wanted: &[u8]) -> io::Result<usize> {
        loop {
            let rest = self.received.get(from..).unwrap_or_default();
            match rest.windows(wanted.len()).position(|part| part == wanted) {
                Some(at) => return Ok(from + at),
                None => self.receive().await?,
            }
        }
    }

    async fn receive(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.received).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}
