-- For wrk: each request comes from another network, so that no limit for one of them is reached.
request = function()
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.1", math.random(0, 255), math.random(0, 255))
  return wrk.format()
end
